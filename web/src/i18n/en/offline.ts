// What a page says without a network, in English: the shape of the other one.

export const offline = {
  /** `when`: "4 May 2026 at 14:05". */
  fromStore: (when: string) => `Offline: what you see was loaded on ${when}.`,
};
