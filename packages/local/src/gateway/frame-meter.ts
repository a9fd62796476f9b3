// Reads frame headers off a socket's bytes to see each frame's size, which a message-level library does not tell.

/** Takes the next bytes; true once a frame longer than the limit has begun, and from then on. */
export type FrameMeter = (chunk: Uint8Array) => boolean;

/** A meter for the client's side of one socket. */
export function createFrameMeter(maxBytes: number): FrameMeter {
  const header = new Uint8Array(14);
  let have = 0;
  let skip = 0;
  let exceeded = false;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length && !exceeded) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
        continue;
      }
      header[have] = chunk[at] ?? 0;
      have += 1;
      at += 1;
      const frame = have < 2 ? undefined : parse(header, have);
      if (!frame) continue;
      exceeded = frame.payload > maxBytes;
      skip = frame.payload;
      have = 0;
    }
    return exceeded;
  };
}

/** The payload length once the whole header, mask included, is there. */
function parse(header: Uint8Array, have: number): { payload: number } | undefined {
  const second = header[1] ?? 0;
  const short = second & 0x7f;
  const extended = { 126: 2, 127: 8 }[short] ?? 0;
  const mask = second & 0x80 ? 4 : 0;
  if (have < 2 + extended + mask) return undefined;
  if (extended === 0) return { payload: short };
  let payload = 0;
  for (let index = 2; index < 2 + extended; index++) payload = payload * 256 + (header[index] ?? 0);
  return { payload };
}
