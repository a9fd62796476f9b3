/** The title of a lesson's text, which is its first heading; null while there is none. */
export function titleOf(text: string): string | null {
  const [, title] = /^\s*#\s+(.+?)\s*#*\s*(?:\n|$)/.exec(text) ?? [];
  return title ?? null;
}
