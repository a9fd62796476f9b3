// The address of a database server that is somebody else's, taken apart as `packages/core/src/config.ts` reads it.

/** Where the server is and who we are there. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/**
 * Poolers that hand a connection on after each transaction: migrations hold a lock of their session, and statements are
 * prepared. Neon's is known by its host, Supabase's by its port; others `migrate` finds by asking.
 */
const isTransactionPooler = ({ hostname, port }: URL): boolean =>
  /-pooler\./.test(hostname) || port === "6543";

/**
 * Takes the address apart.
 * @throws Error in one sentence, which says nothing of what was in it
 */
export function serverAddress(text: string): ServerAddress {
  const wrong = new Error(
    "The secret DatabaseUrl must look like postgresql://user:password@host/database.",
  );
  const plain = text.trim().replace(/^postgres(?:ql)?:\/\//, "postgresql://");
  if (!plain.startsWith("postgresql://") || !URL.canParse(plain)) throw wrong;
  const url = new URL(plain);
  const decoded = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw wrong;
    }
  };
  const { hostname: host, port } = url;
  const [username, password, database] = [
    decoded(url.username),
    decoded(url.password),
    decoded(url.pathname.slice(1)),
  ];
  if (host === "" || username === "" || password === "" || database === "") throw wrong;
  if (isTransactionPooler(url)) {
    throw new Error(
      "The secret DatabaseUrl names a pooler of transactions: give it the address of the server itself, or of a pooler of sessions.",
    );
  }
  return { host, port: port === "" ? 5432 : Number(port), username, password, database };
}
