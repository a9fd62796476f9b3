// One chat on screen: its head, what was said, and where to write.
import { useNavigate } from "@solidjs/router";
import type { ErrorCode } from "@ai-learning/protocol/error";
import type { Track } from "@ai-learning/protocol/track";
import { createEffect, createMemo, on, Show, type JSX } from "solid-js";
import { isSigningOut } from "../../state/current-user.ts";
import { Allowance } from "./allowance.tsx";
import { announceAnswers } from "./announce-answers.ts";
import { askWhenNew } from "./ask-when-new.ts";
import { ChatHead } from "./chat-head.tsx";
import { Composer } from "./composer.tsx";
import { createFollow } from "./follow.ts";
import { LiveNote } from "./live-note.tsx";
import { reloadWhenMade } from "./reload-when-made.ts";
import { RoomProvider } from "./room-context.ts";
import { createRoom } from "./room.ts";
import { MissingChat } from "./states.tsx";
import { Transcript } from "./transcript.tsx";

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
  // The track is read anew now and then: the chat stays the same one.
  const chatId = createMemo(() => props.chatId);
  const room = createRoom({ track: () => props.track, chatId });
  const follow = createFollow(() => room.messages().length + room.unsent().length > 0);
  const isMissing = (): boolean => !isId.test(props.chatId) || isGone(room.session.problem());

  announceAnswers(room);
  askWhenNew(room);
  reloadWhenMade(room, props.onTrackChange);

  // Ended from elsewhere: what was written is kept and goes on after the next sign-in.
  createEffect(
    on(room.session.live, (live) => {
      if (live !== "refused" || !room.session.isSignedOut() || isSigningOut()) return;
      const back = encodeURIComponent(location.pathname);
      navigate(`/sign-in?why=signed_out&next=${back}`, { replace: true });
    }),
  );

  async function finalize(): Promise<void> {
    follow.toEnd();
    const chatId = await room.asks.finalize();
    if (chatId !== undefined && chatId !== props.chatId) navigate(`/tracks/${props.track.id}/chat`);
  }

  return (
    <RoomProvider value={room}>
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
            onFinalize={() => void finalize()}
          >
            <LiveNote state={room.session.live()} />
            <Allowance />
          </Composer>
        </Show>
      </div>
    </RoomProvider>
  );
}
