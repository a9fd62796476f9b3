// What the page for unknown addresses says, in English: the shape of the other one.

export const notFound = {
  title: "Page not found",
  text: "There is nothing at this address. The link may be mistyped or out of date.",
  home: "Go to the home page",
};
