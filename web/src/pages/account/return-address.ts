// Where to go after signing in: always a page of this site.
import { useNavigate, useSearchParams } from "@solidjs/router";

const isOurs = (path: string): boolean => path.startsWith("/") && !/^\/[/\\]/.test(path);

/** Goes back to the page that asked for the sign-in, else to the tracks. */
export function useReturnAddress(): { go: () => void; query: () => string } {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = (): string | undefined =>
    typeof search["next"] === "string" && isOurs(search["next"]) ? search["next"] : undefined;
  return {
    go: () => navigate(next() ?? "/tracks", { replace: true }),
    query: () => (next() === undefined ? "" : `?next=${encodeURIComponent(next() ?? "")}`),
  };
}
