//! A flow of single units through a sparse network: Dinic's algorithm (1970) with unit arcs.

use std::mem;

/// Which arcs carry a unit so that every supply (positive) reaches a demand (negative); nothing where it cannot.
///
/// Nodes are the indices of `supply`; each arc carries at most one unit. Arcs that come first are preferred.
pub fn route(arcs: &[(u32, u32)], supply: &[i64]) -> Option<Vec<bool>> {
    let mut network = Network::new(arcs, supply)?;
    while network.owes() {
        if !network.level() {
            return None;
        }
        network.saturate();
    }
    network.balance.iter().all(|units| *units == 0).then_some(network.used)
}

const UNREACHED: u32 = u32::MAX;

struct Network {
    /// Whether each arc carries a unit.
    used: Vec<bool>,
    /// Units still to send (positive) or to receive (negative).
    balance: Vec<i64>,
    /// Arcs at each node, both ways: `links[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    links: Vec<Link>,
    levels: Vec<u32>,
    /// The next link to try at each node.
    next: Vec<u32>,
}

/// An arc as one of its ends sees it.
#[derive(Clone, Copy, Default)]
struct Link {
    arc: u32,
    to: u32,
    /// Whether the arc has to carry a unit for one to go this way, which takes it back.
    back: bool,
}

impl Link {
    /// Whether a unit can still go this way.
    fn is_open(self, used: &[bool]) -> bool {
        used[self.arc as usize] == self.back
    }
}

impl Network {
    fn new(arcs: &[(u32, u32)], supply: &[i64]) -> Option<Self> {
        let nodes = supply.len();
        let mut starts = vec![0_u32; nodes + 1];
        for (from, to) in arcs {
            *starts.get_mut(*from as usize + 1)? += 1;
            *starts.get_mut(*to as usize + 1)? += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut fill = starts.clone();
        let mut links = vec![Link::default(); arcs.len() * 2];
        for ((from, to), arc) in arcs.iter().zip(0..) {
            for (node, to, back) in [(*from, *to, false), (*to, *from, true)] {
                links[fill[node as usize] as usize] = Link { arc, to, back };
                fill[node as usize] += 1;
            }
        }
        let (levels, next) = (vec![UNREACHED; nodes], starts.clone());
        Some(Network { used: vec![false; arcs.len()], balance: supply.to_vec(), starts, links, levels, next })
    }

    fn owes(&self) -> bool {
        self.balance.iter().any(|units| *units > 0)
    }

    /// The links of a node.
    fn links(&self, node: u32) -> &[Link] {
        &self.links[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// Distances from the nodes with supply; whether any demand is reached.
    fn level(&mut self) -> bool {
        let mut levels = mem::take(&mut self.levels);
        levels.fill(UNREACHED);
        let mut queue: Vec<u32> =
            (0_u32..).zip(&self.balance).filter(|(_, units)| **units > 0).map(|(n, _)| n).collect();
        queue.iter().for_each(|node| levels[*node as usize] = 0);
        let (mut reached, mut done) = (UNREACHED, 0);
        while let Some(node) = queue.get(done).copied() {
            done += 1;
            let next = levels[node as usize] + 1;
            if next > reached {
                break;
            }
            for link in self.links(node) {
                let to = link.to as usize;
                if levels[to] == UNREACHED && link.is_open(&self.used) {
                    levels[to] = next;
                    if self.balance[to] < 0 {
                        reached = next;
                    }
                    queue.push(link.to);
                }
            }
        }
        self.levels = levels;
        reached != UNREACHED
    }

    /// Sends units along shortest paths until none is left.
    fn saturate(&mut self) {
        let nodes = self.balance.len();
        self.next.copy_from_slice(&self.starts);
        let mut path = Vec::new();
        for source in 0..nodes {
            while self.balance[source] > 0 && self.levels[source] == 0 && self.send(source as u32, &mut path) {}
        }
    }

    /// Sends one unit from `source`; whether it arrived.
    fn send(&mut self, source: u32, path: &mut Vec<(u32, u32)>) -> bool {
        path.clear();
        let mut node = source;
        loop {
            if self.balance[node as usize] < 0 {
                self.balance[source as usize] -= 1;
                self.balance[node as usize] += 1;
                for (_, arc) in path.iter() {
                    self.used[*arc as usize] = !self.used[*arc as usize];
                }
                return true;
            }
            match self.step(node) {
                Some((arc, to)) => {
                    path.push((node, arc));
                    node = to;
                }
                None => {
                    self.levels[node as usize] = UNREACHED;
                    let Some((before, _)) = path.pop() else { return false };
                    node = before;
                }
            }
        }
    }

    /// The next arc from `node` that leads one level on.
    fn step(&mut self, node: u32) -> Option<(u32, u32)> {
        let (from, end) = (self.next[node as usize], self.starts[node as usize + 1]);
        let (used, levels) = (self.used.as_slice(), self.levels.as_slice());
        let level = levels[node as usize] + 1;
        let links = &self.links[from as usize..end as usize];
        let found = links.iter().position(|link| levels[link.to as usize] == level && link.is_open(used));
        self.next[node as usize] = found.map_or(end, |skipped| from + skipped as u32);
        found.map(|skipped| (links[skipped].arc, links[skipped].to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_choice_is_undone_where_it_blocks_the_rest() {
        // 0 prefers 2, but 1 can only use 2, so that 0 must take 3.
        let arcs = [(0, 2), (0, 3), (1, 2), (2, 4), (3, 4)];
        assert_eq!(route(&arcs, &[1, 1, 0, 0, -2]), Some(vec![false, true, true, true, true]));
    }

    #[test]
    fn what_cannot_arrive_is_told() {
        assert_eq!(route(&[(0, 1)], &[2, -2]), None);
        assert_eq!(route(&[], &[0, 0]), Some(vec![]));
        assert_eq!(route(&[(0, 1)], &[0, -1]), None);
    }
}
