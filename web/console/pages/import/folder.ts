/** The files of a folder or a selection, with their paths inside it, however the browser hands them over. */
export type Chosen = { path: string; file: File };
export type Selection = { name: string; files: Chosen[] };

/** What a system leaves in folders and nobody means: `.DS_Store`, `Thumbs.db`, AppleDouble files. */
function isLitter(path: string): boolean {
  const name = path.split('/').at(-1)!;
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini' || path.startsWith('__MACOSX/');
}

/** Takes the folder's own name off all paths, where all share one. */
export function rooted(files: readonly Chosen[]): Selection {
  const kept = files.filter(({ path }) => !isLitter(path));
  const roots = new Set(kept.map(({ path }) => (path.includes('/') ? path.split('/')[0]! : '')));
  const [root] = roots;
  if (roots.size !== 1 || !root) return { name: '', files: kept };
  return { name: root, files: kept.map(({ path, file }) => ({ path: path.slice(root.length + 1), file })) };
}

/** What an `<input type="file">` holds, with or without `webkitdirectory`. */
export function fromInput(list: FileList): Selection {
  return rooted([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** What was dropped, folders walked through. Must be called in the drop's own turn: the list is empty afterwards. */
export async function fromDrop(items: DataTransferItemList): Promise<Selection> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: Chosen[] = [];
  for (const entry of entries) await walk(entry, '', files);
  return rooted(files);
}

async function walk(entry: FileSystemEntry, above: string, into: Chosen[]): Promise<void> {
  const path = above ? `${above}/${entry.name}` : entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    into.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader answers in portions of at most 100 entries, and with an empty one at the end.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const one of portion) await walk(one, path, into);
  }
}
