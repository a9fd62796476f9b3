// What the demo mentor is called wherever a model is named.
export const mentorModel = "demo-mentor";
