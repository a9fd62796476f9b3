/** Bytes of dialogue a prompt may hold: about 12,000 tokens. */
export const historyBytes = 48_000;
