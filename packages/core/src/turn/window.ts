// How much of a dialogue goes into one prompt, and of an answer into one frame.
/** Bytes of dialogue a prompt may hold: about 12,000 tokens. */
export const historyBytes = 48_000;

/** Code units of one delta: at most 6 bytes of JSON each, far under the 128 KB of a frame. */
export const deltaChars = 16_000;
