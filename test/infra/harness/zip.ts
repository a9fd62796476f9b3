// Reads a zip, as Lambda unpacks one: the deployed files of a function, by name.
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

/** The files of an archive. */
export async function unzip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await readFile(path);
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    ) as [number, number, number];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + size);
    // A folder is a name without contents.
    if (!name.endsWith("/")) files.set(name, method === 0 ? stored : inflateRawSync(stored));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}
