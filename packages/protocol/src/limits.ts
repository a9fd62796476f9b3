// Sizes the contract promises, in one place for both sides of the wire.

export const limits = {
  /** Characters (UTF-16 code units) of one message of a learner. */
  messageChars: 12_000,
  titleChars: 200,
  descriptionChars: 4_000,
  expectationsChars: 4_000,
  nameChars: 100,
  emailChars: 255,
  passwordMinChars: 8,
  passwordMaxChars: 256,
  maxHours: 500,
  /** Modules of a plan, topics of a module, characters of one. */
  planModules: 20,
  moduleTopics: 20,
  topicChars: 500,
  /** Lessons of a module; characters of notes on a task. */
  moduleLessons: 6,
  notesChars: 20_000,
  /** Characters of a plan as Markdown: with anything in them it fits a frame. */
  planChars: 30_000,
  modelNameChars: 100,
  baseUrlChars: 255,
  /** Tokens of the longest answer a user may ask their own model for. */
  minAnswerTokens: 64,
  maxAnswerTokens: 16_000,
  /** Bytes of one WebSocket message the server sends; API Gateway refuses 128 KB. */
  frameOutBytes: 126_000,
  /** Bytes of JSON a client may send in one frame; API Gateway closes the socket beyond 32 KB. */
  frameInBytes: 28_000,
  /** Bytes of an answer's frame beyond which it is cut and completed by `resume`. */
  answerFrameBytes: 120_000,
  /** The largest position a message can have: PostgreSQL's integer. */
  maxPosition: 2_147_483_647,
  /** Messages an unpaged history route returns. */
  historyItems: 1_000,
  /** Days of the longest range of figures, and rows of one part of them. */
  analyticsDays: 1_096,
  analyticsRows: 1_000,
} as const;
