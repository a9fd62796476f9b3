// Route keys of an HTTP API and which of them a request meets: the exact path before `{proxy+}` before
// `$default`, a method of its own before ANY.

/** What a request met. */
export interface RouteMatch {
  readonly functionName: string;
  readonly routeKey: string;
  /** Absent when the route has no variables. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** Finds the route of a request; `path` is still percent-encoded. */
export type Router = (method: string, path: string) => RouteMatch | undefined;

interface Route {
  readonly functionName: string;
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
  /** Per segment 2 for a literal, 1 for a variable, 0 for a greedy one: compared from the left. */
  readonly rank: readonly number[];
}

const variable = /^\{([^}+]+)(\+)?\}$/;

/** Compiles the route keys of a list of functions. */
export function compileRoutes(
  functions: readonly { readonly name: string; readonly http?: readonly string[] }[],
): Router {
  const routes: Route[] = [];
  let fallback: RouteMatch | undefined;
  for (const { name, http } of functions) {
    for (const routeKey of http ?? []) {
      if (routeKey === "$default") fallback = { functionName: name, routeKey };
      else routes.push(parse(name, routeKey));
    }
  }
  routes.sort(moreSpecific);
  return (method, path) => {
    const asked = path.split("/");
    for (const route of routes) {
      if (route.method !== "ANY" && route.method !== method) continue;
      const pathParameters = fit(route.segments, asked);
      if (!pathParameters) continue;
      const { functionName, routeKey } = route;
      const plain = Object.keys(pathParameters).length === 0;
      return plain ? { functionName, routeKey } : { functionName, routeKey, pathParameters };
    }
    return fallback;
  };
}

function parse(functionName: string, routeKey: string): Route {
  const [method = "", path = ""] = routeKey.split(" ");
  const segments = path.split("/");
  const rank = segments.map((segment) => {
    const found = variable.exec(segment);
    if (!found) return 2;
    return found[2] === "+" ? 0 : 1;
  });
  return { functionName, routeKey, method, segments, rank };
}

function moreSpecific(one: Route, other: Route): number {
  for (let index = 0; index < Math.max(one.rank.length, other.rank.length); index++) {
    const difference = (other.rank[index] ?? -1) - (one.rank[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return Number(one.method === "ANY") - Number(other.method === "ANY");
}

function fit(
  segments: readonly string[],
  asked: readonly string[],
): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = asked[index];
    if (value === undefined) return undefined;
    const [, name, greedy] = variable.exec(segment) ?? [];
    if (name === undefined) {
      if (segment !== value) return undefined;
    } else if (greedy === "+") {
      const rest = asked.slice(index).join("/");
      if (rest === "") return undefined;
      found[name] = decode(rest);
      return found;
    } else {
      if (value === "") return undefined;
      found[name] = decode(value);
    }
  }
  return segments.length === asked.length ? found : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
