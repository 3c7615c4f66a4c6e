//! A flow of single units through a sparse network: Dinic's algorithm (1970) with unit arcs.

use std::collections::VecDeque;

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

struct Network<'a> {
    arcs: &'a [(u32, u32)],
    used: Vec<bool>,
    /// Units still to send (positive) or to receive (negative).
    balance: Vec<i64>,
    /// Arcs at each node, both ways: `links[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    links: Vec<u32>,
    levels: Vec<u32>,
    /// The next link to try at each node.
    next: Vec<u32>,
}

impl<'a> Network<'a> {
    fn new(arcs: &'a [(u32, u32)], supply: &[i64]) -> Option<Self> {
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
        let mut links = vec![0_u32; arcs.len() * 2];
        for (i, (from, to)) in arcs.iter().enumerate() {
            for node in [*from as usize, *to as usize] {
                links[fill[node] as usize] = u32::try_from(i).ok()?;
                fill[node] += 1;
            }
        }
        let (levels, next) = (vec![UNREACHED; nodes], starts.clone());
        Some(Network { arcs, used: vec![false; arcs.len()], balance: supply.to_vec(), starts, links, levels, next })
    }

    fn owes(&self) -> bool {
        self.balance.iter().any(|units| *units > 0)
    }

    /// The other end of an arc where a unit can still go along it from `node`: forward if free, backward if used.
    fn beyond(&self, arc: usize, node: u32) -> Option<u32> {
        let (from, to) = self.arcs[arc];
        match (node == from, self.used[arc]) {
            (true, false) => Some(to),
            (false, true) => Some(from),
            _ => None,
        }
    }

    /// Distances from the nodes with supply; whether any demand is reached.
    fn level(&mut self) -> bool {
        self.levels.fill(UNREACHED);
        let mut queue: VecDeque<u32> =
            (0_u32..).zip(&self.balance).filter(|(_, units)| **units > 0).map(|(n, _)| n).collect();
        for node in &queue {
            self.levels[*node as usize] = 0;
        }
        let mut reached = UNREACHED;
        while let Some(node) = queue.pop_front() {
            let level = self.levels[node as usize];
            if level >= reached {
                break;
            }
            for link in self.starts[node as usize]..self.starts[node as usize + 1] {
                let Some(to) = self.beyond(self.links[link as usize] as usize, node) else { continue };
                if self.levels[to as usize] == UNREACHED {
                    self.levels[to as usize] = level + 1;
                    if self.balance[to as usize] < 0 {
                        reached = level + 1;
                    }
                    queue.push_back(to);
                }
            }
        }
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
    fn send(&mut self, source: u32, path: &mut Vec<(u32, usize)>) -> bool {
        path.clear();
        let mut node = source;
        loop {
            if self.balance[node as usize] < 0 {
                self.balance[source as usize] -= 1;
                self.balance[node as usize] += 1;
                for (_, arc) in path.iter() {
                    self.used[*arc] = !self.used[*arc];
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
    fn step(&mut self, node: u32) -> Option<(usize, u32)> {
        let end = self.starts[node as usize + 1];
        while self.next[node as usize] < end {
            let arc = self.links[self.next[node as usize] as usize] as usize;
            if let Some(to) = self.beyond(arc, node)
                && self.levels[to as usize] != UNREACHED
                && self.levels[to as usize] == self.levels[node as usize] + 1
            {
                return Some((arc, to));
            }
            self.next[node as usize] += 1;
        }
        None
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
