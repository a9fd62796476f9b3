// What users typed, as data inside a prompt.

/** Characters of what a user typed, in a prompt. */
export const longest = { line: 300, paragraph: 4_000, plan: 8_000 } as const;

/** One line of storable text: any run of spaces, breaks and control characters is one space. */
export const line = (text: string, limit: number): string => {
  const flat = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
  return flat.length > limit ? `${flat.slice(0, limit - 1).toWellFormed()}…` : flat;
};

/** JSON that cannot contain a tag, so that no text inside can end the block early. */
export const json = (value: unknown): string =>
  (JSON.stringify(value) ?? "null")
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");

/** Fields as a block of JSON between tags that no field can forge, one field a line. */
export const block = (tag: string, fields: Readonly<Record<string, unknown>>): string =>
  [
    `<${tag}>`,
    "{",
    Object.entries(fields)
      .map(([name, value]) => ` ${json(name)}: ${json(value)}`)
      .join(",\n"),
    "}",
    `</${tag}>`,
  ].join("\n");
