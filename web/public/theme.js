// Sets a chosen theme before the first paint; without a choice the system's stands.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is shut: the system's theme it is.
}
