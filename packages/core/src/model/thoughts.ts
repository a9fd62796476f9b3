// Some models think aloud before they answer: `<think>…</think>` at the start of their text. What they think is not shown,
// stored or sent back.

const openings = ["<think>", "<thinking>", "<thought>", "<reasoning>"] as const;
const longest = Math.max(...openings.map((one) => one.length));

/** Takes a streamed answer piece by piece and gives back what of it is the answer itself. */
export class SpokenText {
  /** Not decided yet, or the end of a thought in which its closing tag may begin. */
  #pending = "";
  #closing: string | null = null;
  #hasThought = false;
  #isSpeaking = false;

  get isThinking(): boolean {
    return this.#closing !== null;
  }

  /** What the next piece adds to the answer. */
  push(piece: string): string {
    if (this.#isSpeaking) return piece;
    this.#pending += piece;
    for (;;) {
      if (this.#closing !== null && !this.#endThought(this.#closing)) return "";
      const start = this.#pending.trimStart();
      const head = start.slice(0, longest).toLowerCase();
      const opening = openings.find((one) => head.startsWith(one));
      if (opening === undefined) {
        const mayOpen = openings.some((one) => one.startsWith(head));
        return mayOpen ? "" : this.#speak();
      }
      this.#closing = opening.replace("<", "</");
      this.#pending = start.slice(opening.length);
    }
  }

  /** What was still undecided when the answer ended; an unclosed thought says nothing. */
  end(): string {
    return this.#isSpeaking || this.#closing !== null ? "" : this.#speak();
  }

  #endThought(closing: string): boolean {
    const end = this.#pending.toLowerCase().indexOf(closing);
    if (end < 0) {
      this.#pending = this.#pending.slice(1 - closing.length);
      return false;
    }
    this.#pending = this.#pending.slice(end + closing.length);
    this.#closing = null;
    this.#hasThought = true;
    return true;
  }

  #speak(): string {
    const said = this.#hasThought ? this.#pending.trimStart() : this.#pending;
    this.#isSpeaking = true;
    this.#pending = "";
    return said;
  }
}

/** A whole text without the thoughts it begins with. */
export function withoutThoughts(text: string): string {
  const spoken = new SpokenText();
  return spoken.push(text) + spoken.end();
}
