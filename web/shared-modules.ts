// Which modules belong in the file that every page loads. Computed from the imports, so a renamed file stays in its place.
import { dirname } from "node:path";

/** Of a module: what it imports at once, and what it loads later. */
export interface Imports {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

/**
 * What `entry` imports, directly or not, and what is imported by parts of the site that are loaded later and lie in
 * more than one folder. Parts in one folder, such as the forms of signing in and registering, share a file of their own.
 * @param read null for a module that is not part of the build
 * @throws Error when `entry` is not part of the build
 */
export function sharedModules(
  entry: string,
  read: (id: string) => Imports | null,
): ReadonlySet<string> {
  if (read(entry) === null) throw new Error(`${entry} is not part of the build`);

  function withImports(start: string): Set<string> {
    const found = new Set([start]);
    for (const id of found) for (const one of read(id)?.importedIds ?? []) found.add(one);
    return found;
  }

  const shared = withImports(entry);
  const loadedLater = new Set([...shared].flatMap((id) => read(id)?.dynamicallyImportedIds ?? []));
  const folders = new Map<string, Set<string>>();
  for (const part of loadedLater) {
    for (const id of withImports(part)) {
      const known = folders.get(id) ?? new Set();
      folders.set(id, known.add(dirname(part)));
    }
  }
  for (const [id, users] of folders) if (users.size > 1) shared.add(id);
  return shared;
}
