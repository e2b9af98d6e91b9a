export { type Asset, assetHeaders, findAsset, pageHeaders } from './assets.ts';
export { Html, type HtmlValue, html, trusted } from './html.ts';
export { type Bilingual, french, layout, type PageTool } from './layout.ts';
