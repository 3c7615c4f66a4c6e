//! Files that are written whole or not at all. The only file that makes temporary ones.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::Builder;

use crate::cli::outcome::{Failure, reason, with_way_out};
use crate::model::sentence::harmless;
use crate::model::text::{Lang, Text};
use crate::text;

/// Writes what `render` gives to `path`: into a temporary file beside it, which takes its place once it is on the disk.
/// An existing file keeps its mode, a link stays one, and a device or pipe is written directly.
///
/// # Errors
/// A sentence that names the file; what was there before is still there.
pub fn to_file(path: &Path, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    replace(path, render).map_err(|error| {
        let reason = cause(&error);
        let (name, en, zh) = (harmless(&path.to_string_lossy(), 200), reason.say(Lang::En), reason.say(Lang::Zh));
        let message = text!(en: "`{name}` cannot be written: {en}"; zh: "无法写入 `{name}`：{zh}");
        let folder = folder_of(path);
        match system(&error) {
            _ if !folder.exists() => {
                let folder = harmless(&folder.to_string_lossy(), 200);
                let help = text!(en: "make it first: `mkdir -p {folder}`"; zh: "请先创建：`mkdir -p {folder}`");
                Failure::with_help(message, help)
            }
            Some(system) => with_way_out(message, system),
            None => Failure::from(message),
        }
    })
}

fn replace(path: &Path, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let existing = fs::metadata(path).ok();
    match &existing {
        Some(found) if found.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory).into()),
        Some(found) if !found.is_file() => return write_directly(path, render),
        Some(found) if found.permissions().readonly() => {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
        }
        _ => {}
    }
    let target = if existing.is_some() { fs::canonicalize(path).context("following links")? } else { path.to_owned() };
    let mode = existing.map(|found| found.permissions());
    let mut builder = Builder::new();
    builder.prefix(".splan-");
    if let Some(mode) = default_mode() {
        builder.permissions(mode);
    }
    let mut file = builder.tempfile_in(folder_of(&target)).context("making a temporary file beside it")?;
    let mut buffered = BufWriter::new(file.as_file_mut());
    render(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode).context("keeping its mode")?;
    }
    file.as_file().sync_all().context("writing to the disk")?;
    file.persist(&target).map_err(|error| error.error).context("putting it into its place")?;
    Ok(())
}

fn write_directly(path: &Path, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut file = BufWriter::new(File::options().write(true).open(path)?);
    render(&mut file)?;
    Ok(file.flush()?)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What any program gives a new file before the user's mask; a temporary file would be for its owner only.
#[cfg(unix)]
fn default_mode() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn default_mode() -> Option<Permissions> {
    None
}

/// The system's reason where there is one; what was being done only where that is all that is known.
fn cause(error: &anyhow::Error) -> Text {
    match system(error) {
        Some(system) if system.kind() == io::ErrorKind::NotFound => {
            text!(en: "its folder does not exist"; zh: "所在文件夹不存在")
        }
        Some(system) => reason(system),
        None => Text::same(harmless(&format!("{error:#}"), 200)),
    }
}

fn system(error: &anyhow::Error) -> Option<&io::Error> {
    error.chain().find_map(|cause| cause.downcast_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::format::Unfit;

    fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        to_file(path, |out| out.write_all(bytes))
    }

    #[test]
    fn a_failed_result_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotas.csv");
        put(&path, b"old").unwrap();
        let half = to_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(half.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn what_a_format_cannot_hold_has_a_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let [reason, help] = ["too many rows", "write CSV"].map(Text::same);
        let refused = to_file(&folder.path().join("q.xlsx"), |_| Err(Unfit { reason, help }.into()));
        let Err(Failure::Problems(problems)) = refused else { panic!("it was written") };
        assert!(problems[0].message.say(Lang::En).ends_with("cannot be written: too many rows"));
        assert_eq!(problems[0].help.as_ref().unwrap().say(Lang::En), "write CSV");
    }

    #[test]
    fn folders_and_missing_folders_are_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(put(folder.path(), b"x").is_err());
        let Err(Failure::Problems(problems)) = put(&folder.path().join("none/quotas.csv"), b"x") else {
            panic!("there is no such folder")
        };
        assert!(problems[0].message.say(Lang::En).ends_with("cannot be written: its folder does not exist"));
        let help = problems[0].help.as_ref().unwrap().say(Lang::En);
        assert!(help.starts_with("make it first: `mkdir -p ") && help.ends_with("none`"), "{help}");
    }

    #[cfg(unix)]
    #[test]
    fn modes_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("quotas.csv"), folder.path().join("link.csv"));
        put(&path, b"old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        put(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_an_error() {
        assert!(put(Path::new("/dev/full"), b"x").is_err());
        assert!(put(Path::new("/dev/null"), b"x").is_ok());
    }
}
