// Posts in flight: one at a time for each connection, over all turns of one worker.

export class PostsInFlight {
  readonly #posts = new Map<string, Promise<void>>();

  /** Whether nothing is under way to a connection. */
  isFree(connectionId: string): boolean {
    return !this.#posts.has(connectionId);
  }

  /** Waits until nothing is under way to a connection. */
  async free(connectionId: string): Promise<void> {
    for (;;) {
      const post = this.#posts.get(connectionId);
      if (post === undefined) return;
      await post;
    }
  }

  /** Runs a post that never rejects; nothing may be under way to the connection. */
  run(connectionId: string, post: () => Promise<void>): Promise<void> {
    const under = post().finally(() => this.#posts.delete(connectionId));
    this.#posts.set(connectionId, under);
    return under;
  }
}
