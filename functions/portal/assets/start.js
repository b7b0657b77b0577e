// In a file of its own, since the page's content security policy allows no inline script.
SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true,
  showExtensions: true,
  tryItOutEnabled: true,
  // Its default asks a server on the internet.
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
