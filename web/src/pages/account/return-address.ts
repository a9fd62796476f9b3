// Where to go after signing in: always a page of this site.
import { useNavigate, useSearchParams } from "@solidjs/router";
import { callLater } from "../../later-api.ts";

const isOurs = (path: string): boolean => path.startsWith("/") && !/^\/[/\\]/.test(path);

/** A learner with something to go on with is led to it, others to their tracks. */
async function home(): Promise<string> {
  const today = await callLater("today").catch(() => undefined);
  return today?.next ? "/today" : "/tracks";
}

/** Goes back to the page that asked for the sign-in, else to what there is to go on with. */
export function useReturnAddress(): { go: () => Promise<void>; query: () => string } {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = (): string | undefined =>
    typeof search["next"] === "string" && isOurs(search["next"]) ? search["next"] : undefined;
  return {
    go: async () => navigate(next() ?? (await home()), { replace: true }),
    query: () => (next() === undefined ? "" : `?next=${encodeURIComponent(next() ?? "")}`),
  };
}
