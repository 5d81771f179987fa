"""Running the site: web workers, background process, health."""
