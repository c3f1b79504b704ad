// facts.json is bundled as text and parsed on first use: JSON.parse is faster than the same data as a literal.
declare const text: string;
export default text;
