// The cookies of one browser.

interface Cookie {
  readonly value: string;
  readonly path: string;
}

export class Jar {
  readonly #cookies = new Map<string, Cookie>();

  /** Takes the `Set-Cookie` headers of an answer. */
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const at = pair.indexOf("=");
      const named = new Map(
        attributes.map((one) => {
          const [name = "", value = ""] = one.split("=");
          return [name.toLowerCase(), value];
        }),
      );
      const name = pair.slice(0, at);
      if (named.get("max-age") === "0") this.#cookies.delete(name);
      else this.#cookies.set(name, { value: pair.slice(at + 1), path: named.get("path") ?? "/" });
    }
  }

  /** The `Cookie` header for a path; "" when there is none to send. */
  header(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
  }

  get names(): string[] {
    return [...this.#cookies.keys()];
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  set(name: string, value: string, path = "/"): void {
    this.#cookies.set(name, { value, path });
  }

  delete(name: string): void {
    this.#cookies.delete(name);
  }
}
