/** Why a file is passed over that a system or a program keeps for itself. */
export const litter = "left by the system";

/** Folders that no one fills with data: of version control, of network drives, of macOS, of Windows, of notebooks. */
const folders =
  /^(\.git|\.hg|\.svn|\.cache|\.venv|\.idea|\.vscode|\.ipynb_checkpoints|__pycache__|__MACOSX|@eaDir|#recycle|#snapshot|lost\+found|\$RECYCLE\.BIN|System Volume Information|\.Trash(es|-\d+)?|\.Spotlight-V100|\.fseventsd|\.TemporaryItems|\.AppleDouble|\.DocumentRevisions-V100|\.thumbnails)$/i;

/** Files of the same sort: thumbnails, locks of an open document (~$x.xlsx, .~lock.x#), halves of a Mac's file (._x). */
const files =
  /^(\.DS_Store|\.localized|Thumbs\.db(:.*)?|ehthumbs(_vista)?\.db|desktop\.ini|Icon\r|\.directory|\.gitattributes|\.gitignore|\.gitkeep|\.keep|\.nomedia|\.picasa\.ini|\._.*|~\$.*|\.~lock\..*#|.*\.sw[op]|.*~)$/i;

export const isLitterFolder = (name: string): boolean => folders.test(name);

/** Whether a path is litter, or lies in a folder that is. */
export function isLitter(path: string): boolean {
  const steps = path.split("/");
  return files.test(steps.at(-1)!) || steps.slice(0, -1).some(isLitterFolder);
}
