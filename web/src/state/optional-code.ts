// Code that a page can do without. When it cannot be fetched, the page is not to be reloaded for it.
export const optionalCode = { isLoading: false };
