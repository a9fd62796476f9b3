// Putting an answer together from addressed pieces. Offsets are UTF-16 code units.
import type { Message, Piece } from "./model.ts";

/** What is known of the current attempt from its beginning on. */
export const known = (message: Pick<Message, "attempt" | "text" | "textAttempt">): string =>
  message.textAttempt === message.attempt ? message.text : "";

/** `text` with a piece that touches or overlaps it; null when there is a hole between. */
function join(text: string, { offset, text: more }: Piece): string | null {
  if (offset > text.length) return null;
  return offset + more.length <= text.length ? text : text + more.slice(text.length - offset);
}

/** Waiting pieces by offset, without those another one covers. */
function keep(pieces: readonly Piece[], piece: Piece): readonly Piece[] {
  const covers = (one: Piece, other: Piece): boolean =>
    one.offset <= other.offset && one.offset + one.text.length >= other.offset + other.text.length;
  if (pieces.some((one) => covers(one, piece))) return pieces;
  return [...pieces.filter((one) => !covers(piece, one)), piece].toSorted(
    (a, b) => a.offset - b.offset,
  );
}

/** Adds a piece of the current attempt; the text on screen grows as far as there is no hole. */
export function add<M extends Message>(message: M, piece: Piece): M {
  if (piece.text === "") return message;
  let text = known(message);
  const joined = join(text, piece);
  if (joined === null) {
    const pieces = keep(message.pieces, piece);
    return pieces === message.pieces ? message : { ...message, pieces };
  }
  if (joined === text) return message;
  text = joined;
  let pieces = message.pieces;
  for (let next = pieces[0]; next !== undefined; next = pieces[0]) {
    const longer = join(text, next);
    if (longer === null) break;
    text = longer;
    pieces = pieces.slice(1);
  }
  return { ...message, text, textAttempt: message.attempt, pieces };
}
