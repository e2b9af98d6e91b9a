export { legible, plain } from './legible.ts';
export { createTypstThreads, type TypstThreads } from './threads.ts';
export { createTypst, type Typst, type TypstOptions } from './typst.ts';
