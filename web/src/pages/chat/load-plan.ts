// The code of the plan: beside the chat, and of its messages in the chat.

export const loadPlan = () => import("./plan-side.tsx");
