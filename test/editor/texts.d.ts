// esbuild brings an example's text along.
declare module '*.cfg' {
  const text: string;
  export default text;
}
