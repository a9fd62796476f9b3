// Code that a page can do without. When it cannot be fetched, the page is not to be reloaded for it.
/** How many parts are being fetched. */
export const optionalCode = { loading: 0 };
