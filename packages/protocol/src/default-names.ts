// Names the service gives until a learner gives another. Pages show them in the learner's own language.

/** Of a track's primary planning chat. */
export const primaryChatName = "Course Planning";
