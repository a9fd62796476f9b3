// What the service worker is told of the build it belongs to.

/** What the build knows of itself. */
export interface Build {
  /** Changes with every build. */
  readonly version: string;
  /** Files with a hash in their name, and their size in bytes. */
  readonly assets: readonly (readonly [path: string, bytes: number])[];
  /** Files of the site that keep their name from build to build. */
  readonly files: readonly string[];
}
