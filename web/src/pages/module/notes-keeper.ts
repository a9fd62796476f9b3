// Keeps the learner's notes on a task: on this device with every letter, on the server after a pause and on leaving.
import type { Clock } from "@ai-learning/client/clock";
import { limits } from "@ai-learning/protocol/limits";

export type NotesState = "idle" | "waiting" | "saving" | "saved" | "failed";

export interface NotesOptions {
  readonly clock: Clock;
  /** What was written and not saved; null: nothing. */
  readonly readDraft: () => string | null;
  readonly keepDraft: (text: string | null) => void;
  /** `isLast`: the page is being left. */
  readonly save: (text: string, isLast: boolean) => Promise<unknown>;
  readonly onText: (text: string) => void;
  readonly onState: (state: NotesState) => void;
}

/** Milliseconds without a letter after which notes are saved, and after which a failed save is tried again. */
export const pauseMs = 1_200;
export const retryMs = 8_000;

export class NotesKeeper {
  readonly #options: NotesOptions;
  #text = "";
  /** What the server has. */
  #saved = "";
  #isSaving = false;
  #cancel: () => void = () => undefined;

  /** `saved`: the server's. What was written here and not saved goes before it. */
  constructor(saved: string, options: NotesOptions) {
    this.#options = options;
    this.#saved = saved;
    const draft = options.readDraft();
    this.#show(draft ?? saved);
    if (this.#isDirty) this.#later(pauseMs);
    // It was saved as the page was left, which nobody heard of.
    else if (draft !== null) options.keepDraft(null);
  }

  get #isDirty(): boolean {
    return this.#text !== this.#saved;
  }

  /** Notes longer than the service takes stay on this device. */
  get #canSave(): boolean {
    return this.#isDirty && this.#text.length <= limits.notesChars;
  }

  write(text: string): void {
    this.#show(text);
    this.#options.keepDraft(this.#isDirty ? text : null);
    this.#options.onState(this.#isDirty ? "waiting" : "idle");
    this.#later(pauseMs);
  }

  /** The server's notes as they are read again: they are shown unless there are newer ones here. */
  hear(saved: string): void {
    if (this.#isSaving || this.#isDirty || saved === this.#saved) return;
    this.#saved = saved;
    this.#show(saved);
  }

  /** The field or the page is being left. */
  leave(isLast = false): void {
    this.#cancel();
    if (this.#canSave) void this.#save(isLast);
  }

  /** Nothing more is heard of it; what is not saved is kept as a draft. */
  close(): void {
    this.leave(true);
    this.#cancel();
  }

  #show(text: string): void {
    this.#text = text;
    this.#options.onText(text);
  }

  #later(ms: number): void {
    this.#cancel();
    this.#cancel = this.#options.clock.after(ms, () => {
      if (this.#canSave) void this.#save(false);
    });
  }

  async #save(isLast: boolean): Promise<void> {
    // One at a time: an older text must not arrive after a newer one.
    if (this.#isSaving) return this.#later(pauseMs);
    const text = this.#text;
    this.#isSaving = true;
    this.#options.onState("saving");
    try {
      await this.#options.save(text, isLast);
      this.#saved = text;
      if (!this.#isDirty) this.#options.keepDraft(null);
      this.#options.onState(this.#isDirty ? "waiting" : "saved");
    } catch {
      this.#options.onState("failed");
      this.#later(retryMs);
    } finally {
      this.#isSaving = false;
    }
  }
}
