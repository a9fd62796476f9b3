// Asks each part of the stack for a sign of life and shows what it says.
const show = (id, text) => {
  document.getElementById(id).textContent = text;
};

async function api() {
  const answer = await fetch("/api/health");
  const body = await answer.json();
  show("api", answer.ok ? `${body.status}, database ${body.database}` : body.detail);
  show("model", body.model ?? "unknown");
}

/** A socket needs a sign-in: a visitor becomes a guest, and stays the same one. */
async function socket() {
  const signIn = await fetch("/api/auth/guest-login", { method: "POST" });
  if (!signIn.ok) throw new Error("could not sign in as a guest");
  const protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const connection = new WebSocket(`${protocol}//${location.host}/ws/chat/status-page`);
  const asked = performance.now();
  connection.addEventListener("open", () => connection.send(JSON.stringify({ type: "ping" })));
  connection.addEventListener("message", () => {
    show("socket", `answers (${Math.round(performance.now() - asked)} ms to the first frame)`);
    connection.close(1000);
  });
  connection.addEventListener("error", () => show("socket", "could not be opened"));
}

api().catch((error) => show("api", String(error)));
socket().catch((error) => show("socket", String(error)));
