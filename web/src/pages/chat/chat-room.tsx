// One chat on screen: its header, its messages and the composer.
import { useNavigate } from "@solidjs/router";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Track } from "@ai-learning/protocol/track";
import { createEffect, createMemo, on, Show, type JSX } from "solid-js";
import { isSigningOut } from "../../state/current-user.ts";
import { loadPlan } from "./load-plan.ts";
import { typeOf } from "./names.ts";
import { optional } from "./parts.tsx";
import { Allowance } from "./allowance.tsx";
import { announceAnswers } from "./announce-answers.ts";
import { requestFirstPlan } from "./request-first-plan.ts";
import { ChatHead } from "./chat-head.tsx";
import { Composer } from "./composer.tsx";
import { createFollow } from "./follow.ts";
import { LiveNote } from "./live-note.tsx";
import { reloadTrackWhenFinalized } from "./reload-track.ts";
import { RoomProvider } from "./room-context.ts";
import { createRoom } from "./room.ts";
import { MissingChat } from "./notices.tsx";
import { Transcript } from "./transcript.tsx";

/** The chat is usable without it, and finalises without asking then. */
const PlanSide = optional(loadPlan);

interface ChatRoomProps {
  track: Track;
  chatId: string;
  onTrackChange: (track: Track) => void;
}

const isGone = (problem: ErrorCode | null): boolean =>
  problem === "chat_not_found" || problem === "invalid_request";

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function ChatRoom(props: ChatRoomProps): JSX.Element {
  const navigate = useNavigate();
  // A memo: a reloaded track must not recreate the chat.
  const chatId = createMemo(() => props.chatId);
  let planSlot!: HTMLElement;
  /** Finalises after a confirmation; undefined before the plan is there. */
  let confirm: (() => void) | undefined;
  const room = createRoom({ track: () => props.track, chatId });
  const follow = createFollow(() => room.messages().length + room.unsent().length > 0);
  /** A module's: it has no plan. */
  const isStudy = (): boolean => typeOf(room) === "module_learning";
  const isMissing = (): boolean => !isId.test(props.chatId) || isGone(room.session.problem());

  announceAnswers(room);
  requestFirstPlan(room);
  reloadTrackWhenFinalized(room, props.onTrackChange);

  // The sign-in was ended elsewhere: unsent text is kept and sent after the next sign-in.
  createEffect(
    on(room.session.live, (live) => {
      if (live !== "refused" || !room.session.isSignedOut() || isSigningOut()) return;
      const back = encodeURIComponent(location.pathname);
      navigate(`/sign-in?why=signed_out&next=${back}`, { replace: true });
    }),
  );

  async function finalize(): Promise<void> {
    follow.toEnd();
    const chatId = await room.requests.finalize();
    if (chatId !== undefined && chatId !== props.chatId) navigate(`/tracks/${props.track.id}/chat`);
  }

  return (
    <RoomProvider value={room}>
      <div class="chat-room">
        <div class="chat">
          <Show when={!isMissing()} fallback={<MissingChat trackId={props.track.id} />}>
            <ChatHead />
            <Transcript follow={follow} />
            <Composer
              isAtEnd={follow.isAtEnd()}
              onJump={follow.toEnd}
              onSend={(text) => {
                room.send(text);
                follow.toEnd();
              }}
              onFinalize={isStudy() ? undefined : () => (confirm ?? finalize)()}
            >
              <LiveNote state={room.session.live()} />
              <Allowance />
              <div class="plan-slot" hidden={!room.isPrimary()} ref={(made) => (planSlot = made)} />
            </Composer>
          </Show>
        </div>
        <Show when={!isMissing() && room.isRestored() && !isStudy()}>
          <PlanSide
            slot={planSlot}
            onFinalize={() => void finalize()}
            onTrack={props.onTrackChange}
            ref={(ask) => (confirm = ask)}
          />
        </Show>
      </div>
    </RoomProvider>
  );
}
