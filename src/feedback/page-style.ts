/** The look of the public pages: the tokens of src/ui/tokens.css in small, the brand's hue for what is its own. */
export const style = `
:root{color-scheme:light dark;
--bg:light-dark(oklch(.975 .004 85),oklch(.17 .008 280));--panel:light-dark(oklch(1 0 85),oklch(.205 .008 280));
--line:light-dark(oklch(.91 .005 85),oklch(.285 .009 280));--strong:light-dark(oklch(.63 .008 280),oklch(.53 .012 280));
--ink:light-dark(oklch(.23 .015 280),oklch(.955 .004 280));--ink2:light-dark(oklch(.42 .014 280),oklch(.79 .009 280));
--accent:light-dark(oklch(.51 .2 var(--hue)),oklch(.62 .17 var(--hue)));
--soft:light-dark(oklch(.955 .025 var(--hue)),oklch(.28 .055 var(--hue)));
--link:light-dark(oklch(.47 .2 var(--hue)),oklch(.75 .13 var(--hue)));
--on:light-dark(oklch(1 0 85),oklch(.16 .02 280));--bad:light-dark(oklch(.51 .2 27),oklch(.78 .12 22))}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--bg);color:var(--ink);
font:16px/1.5 "Inter Variable",Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
main{max-width:33rem;margin:0 auto;padding:clamp(1.25rem,6vw,2.5rem);background:var(--panel)}
@media(min-width:36rem){main{margin:8vh auto 2rem;border:1px solid var(--line);border-radius:14px}}
.brand{display:flex;align-items:center;gap:.6rem;margin:0 0 2rem;font-weight:600;font-size:.9375rem}
.brand span{display:grid;place-items:center;width:1.75rem;height:1.75rem;border-radius:7px;background:var(--accent);color:var(--on);font-size:.875rem}
h1{margin:0 0 .25rem;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em}
p{margin:.5rem 0}
.about,small{color:var(--ink2);font-size:.875rem;font-weight:400}
.about bdi{color:var(--ink);font-weight:500}
form{margin-top:1.5rem}
fieldset{border:0;margin:0 0 1.5rem;padding:0;min-width:0}
legend,.comment{display:block;padding:0;margin-bottom:.5rem;font-weight:600;font-size:.9375rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.answers{display:grid;gap:.5rem}
.answers label{display:flex;gap:.75rem;align-items:flex-start;padding:.8rem 1rem;border:1px solid var(--strong);border-radius:10px;font-weight:500;cursor:pointer}
.answers small{display:block}
label:has(:checked){border-color:var(--accent);background:var(--soft)}
input[type=radio]{accent-color:var(--accent);width:1.125rem;height:1.125rem;margin:.19rem 0 0;flex:none}
.ratings{display:grid;grid-template-columns:repeat(5,1fr);gap:.4rem}
.ratings label{position:relative;display:block;border:1px solid var(--strong);border-radius:10px;text-align:center;cursor:pointer}
.ratings input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.ratings span{display:flex;flex-direction:column;padding:.55rem .2rem;font-size:.75rem;line-height:1.25;color:var(--ink2);hyphens:auto}
.ratings b{font-size:1.125rem;line-height:1.4;color:var(--ink)}
.ratings :checked+span,.ratings :checked+span b{color:var(--link)}
textarea{display:block;width:100%;padding:.6rem .75rem;border:1px solid var(--strong);border-radius:10px;background:transparent;color:inherit;font:inherit;resize:vertical}
button{margin-top:1.25rem;width:100%;min-height:2.75rem;padding:.6rem 1.25rem;border:0;border-radius:10px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
a{color:var(--link);text-underline-offset:2px}
:focus-visible,label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
label input:focus-visible{outline:none}
.wrong{color:var(--bad);font-weight:500}
.staff{padding:.6rem .8rem;border-radius:10px;background:var(--soft);font-size:.875rem}
@media(max-width:26rem){.ratings{grid-template-columns:1fr}.ratings span{flex-direction:row;align-items:center;gap:.75rem;padding:.6rem 1rem;font-size:.875rem}}
`;
