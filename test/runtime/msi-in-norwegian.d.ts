/** Rewrites electron-builder's MSI project file; throws when it no longer says what is translated. */
export default function inNorwegian(file: string): void
