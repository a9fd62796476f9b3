// What one turn makes happen. Measured ones are from docs/performance.md (`npm run bench`); the rest are assumptions,
// here to be changed when a deployment knows better.

/** How learners behave, and how long a model takes. */
export const assumed = {
  answerSeconds: 10,
  promptTokens: 2_500,
  answerTokens: 600,
  /** One visit: a socket opens, restores, and closes. */
  turnsOfVisit: 5,
  visitMinutes: 15,
  tabs: 1,
  /** Requests of a page to the API in a visit, and files of the site. */
  requestsOfVisit: 8,
  filesOfVisit: 12,
  siteKilobytesOfVisit: 150,
  logKilobytes: 6,
  /** Through the NAT: the model's stream, which wraps each token, and the posts with their headers. */
  natKilobytes: 350,
  /** Of all learners, how many are there in the busiest minute. */
  shareOnline: 0.05,
} as const;

/** Counted on the wire by the bench. */
export const measured = {
  postsPerSecond: 10.1,
  /** Message accepted; claim, context, settle; and every second a checkpoint. */
  statements: 4,
  statementsPerSecond: 1,
  tableReads: 4,
  tableReadsPerSecond: 1,
  tableReadsOfVisit: 2,
  /** Three items written when a socket opens, three removed when it closes. */
  tableWritesOfVisit: 6,
  kilobytes: 10.5,
} as const;

/** Of a function's memory, what is paid for each second: GB. */
const half = 0.5;

/** The counts of one turn, its share of a visit included. */
export const turn = {
  posts: assumed.tabs * (2 + measured.postsPerSecond * assumed.answerSeconds),
  statements: measured.statements + measured.statementsPerSecond * assumed.answerSeconds,
  tableReads:
    measured.tableReads +
    measured.tableReadsPerSecond * assumed.answerSeconds +
    measured.tableReadsOfVisit / assumed.turnsOfVisit,
  tableWrites: measured.tableWritesOfVisit / assumed.turnsOfVisit,
  /** The wake-up is sent, received and removed, and hidden again every ten seconds. */
  queueRequests: 3 + 1 + assumed.answerSeconds / 10,
  /** `message` and `generate`; connect, restore and disconnect once a visit; the page's requests. */
  calls: 2 + (3 + assumed.requestsOfVisit) / assumed.turnsOfVisit,
  lambdaSeconds:
    half * (assumed.answerSeconds + 0.1) +
    half * 0.1 * (1 + (3 + assumed.requestsOfVisit) / assumed.turnsOfVisit),
  httpRequests: assumed.requestsOfVisit / assumed.turnsOfVisit,
  socketMinutes: (assumed.tabs * assumed.visitMinutes) / assumed.turnsOfVisit,
  edgeRequests: (assumed.requestsOfVisit + assumed.filesOfVisit + 1) / assumed.turnsOfVisit,
  edgeKilobytes: measured.kilobytes + assumed.siteKilobytesOfVisit / assumed.turnsOfVisit,
} as const;
