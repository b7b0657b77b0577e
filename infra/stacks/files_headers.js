// Answers of the distribution that shows people's files: what could act in a page is saved instead of shown.
var SHOWN_IN_PAGES = ['image/avif', 'image/gif', 'image/jpeg', 'image/png', 'image/webp', 'text/vtt'];

function handler(event) {
    var response = event.response;
    var type = response.headers['content-type'];
    var name = type ? type.value.split(';')[0].trim().toLowerCase() : '';
    if (SHOWN_IN_PAGES.indexOf(name) === -1) {
        response.headers['content-disposition'] = { value: 'attachment' };
    }
    return response;
}
