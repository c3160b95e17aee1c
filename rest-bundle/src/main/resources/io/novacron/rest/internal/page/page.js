'use strict';

// Reads the description with the token that was entered, and shows it; requests tried from the page bear the same token.
document.getElementById('enter').addEventListener('submit', async (event) => {
  event.preventDefault();
  const said = document.getElementById('said');
  const authorization = 'Bearer ' + document.getElementById('token').value.trim();
  try {
    const answer = await fetch('/openapi.json', { headers: { Authorization: authorization } });
    const body = await answer.json();
    if (!answer.ok) {
      said.textContent = body.detail + ' ' + (body.nextStep || '');
      return;
    }
    said.textContent = '';
    SwaggerUIBundle({
      spec: body,
      dom_id: '#api',
      deepLinking: true,
      docExpansion: 'none',
      requestInterceptor: (request) => {
        request.headers.Authorization = authorization;
        return request;
      },
    });
  } catch (failure) {
    said.textContent = 'The server does not answer: ' + failure.message;
  }
});
