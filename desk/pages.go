package desk

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// csp lets the page load its own files, talk to its own server, and nothing
// else: no script or style in the page itself, no other site.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "microphone=(self), camera=(), geolocation=()")
		h.Set("Cache-Control", "no-store") // personal data; pages() loosens it for what is not
		next.ServeHTTP(w, r)
	})
}

const notBuilt = "The desk's page is not built. Run \"make build\" (or, in desk/web, \"npm ci && npm run build\") and start again.\n"

// pages serves the built page. What is in assets/ carries a hash in its name
// and may be kept for ever.
func pages(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "Only GET.", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/desk")
		name = strings.TrimPrefix(name, "/")
		switch {
		case name == "":
			if _, err := fs.Stat(files, "index.html"); err != nil {
				http.Error(w, notBuilt, http.StatusServiceUnavailable)
				return
			}
			name = "index.html"
		case strings.HasPrefix(name, "assets/"):
			if _, err := fs.Stat(files, name); err == nil {
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			}
		default:
			http.NotFound(w, r)
			return
		}
		if fi, err := fs.Stat(files, name); err != nil || fi.IsDir() {
			http.NotFound(w, r)
			return
		}
		http.ServeFileFS(w, r, files, name) //nolint:gosec // an fs.FS has no way out
	})
}
