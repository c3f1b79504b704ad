// What a server loads when somebody asks for the picture.
export { mermaidOf } from './mermaid.ts';
export { WHOLE } from './model.ts';
export { pathModel, pathSteps } from './path.ts';
