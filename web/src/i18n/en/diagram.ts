/** What a block with a diagram says, in English: the shape of the other one. */
export const diagram = {
  draw: "Draw diagram",
  hide: "Hide diagram",
  drawing: "Drawing…",
  drawn: "The diagram is drawn",
  title: "Diagram",
  failed: (reason: string) => `The diagram could not be drawn: ${reason}`,
  tooLong: "it took too long. Try again.",
};
