// Which modules belong in files that pages share. Computed from the imports, so a renamed file stays in its place.
import { dirname } from "node:path";

/** Of a module: what it imports at once, and what it loads later. */
export interface Imports {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

/** The files that pages share. */
export interface Shared {
  /** Loaded by every page. */
  readonly base: ReadonlySet<string>;
  /** Loaded by the pages that a new visitor does not come by. */
  readonly pages: ReadonlySet<string>;
}

/**
 * What `entry` imports, directly or not, and what is imported by parts of the site that are loaded later and lie in
 * more than one folder. Parts in one folder, such as the forms of signing in and registering, share a file of their own.
 * @param first the pages on the way to a usable chat: what none of them imports is left out of `base`
 * @param read null for a module that is not part of the build
 * @throws Error when `entry` or a page of `first` is not part of the build
 */
export function sharedModules(
  entry: string,
  first: readonly string[],
  read: (id: string) => Imports | null,
): Shared {
  for (const id of [entry, ...first]) {
    if (read(id) === null) throw new Error(`${id} is not part of the build`);
  }

  function withImports(start: string): Set<string> {
    const found = new Set([start]);
    for (const id of found) for (const one of read(id)?.importedIds ?? []) found.add(one);
    return found;
  }

  const base = withImports(entry);
  const loadedLater = new Set([...base].flatMap((id) => read(id)?.dynamicallyImportedIds ?? []));
  const folders = new Map<string, Set<string>>();
  for (const part of loadedLater) {
    for (const id of withImports(part)) {
      const known = folders.get(id) ?? new Set();
      folders.set(id, known.add(dirname(part)));
    }
  }
  const onTheWay = new Set(first.flatMap((page) => [...withImports(page)]));
  const pages = new Set<string>();
  for (const [id, users] of folders) {
    if (users.size > 1 && !base.has(id)) (onTheWay.has(id) ? base : pages).add(id);
  }
  return { base, pages };
}
