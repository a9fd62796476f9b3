// Everything a run sends: a request, a frame, or bytes.
import * as fc from "fast-check";
import { frameCase, type FrameCase } from "./frame-case.ts";
import { httpCase, type HttpCase } from "./http-case.ts";
import { rawCase, type RawCase } from "./raw-case.ts";

export type Case = HttpCase | FrameCase | RawCase;

export const anyCase: fc.Arbitrary<Case> = fc.oneof(
  { weight: 6, arbitrary: httpCase },
  { weight: 3, arbitrary: frameCase },
  { weight: 1, arbitrary: rawCase },
);

/** What a case is counted under. */
export const labelOf = (one: Case): string =>
  one.kind === "http" ? one.route : one.kind === "frame" ? `frame ${one.frame}` : "raw bytes";
