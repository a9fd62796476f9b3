// Switches that make the local cloud misbehave the way the real one does now and then. All off by default.

/** Read at every use, so a test may flip a switch while the stack runs. */
export interface Faults {
  /** `$disconnect` is best effort on AWS: true loses it. */
  dropDisconnect: boolean;
  /** Every post to a connection takes so much longer. */
  delayPostsMs: number;
  /** Every so-manieth post answers 500; 0 means none. */
  failEveryNthPost: number;
  /** Every so-manieth post answers 429; 0 means none. */
  throttleEveryNthPost: number;
  /** Sockets are closed at this age, as the two-hour limit does; 0 means the real limit. */
  closeEverySeconds: number;
  /** Every queue record is delivered twice. */
  duplicateDelivery: boolean;
}

/** A fresh set with every switch off. */
export function noFaults(): Faults {
  return {
    dropDisconnect: false,
    delayPostsMs: 0,
    failEveryNthPost: 0,
    throttleEveryNthPost: 0,
    closeEverySeconds: 0,
    duplicateDelivery: false,
  };
}
