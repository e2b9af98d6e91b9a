export { legible, plain } from './legible.ts';
export { createTypst, type Typst, type TypstOptions } from './typst.ts';
