from django.urls import path

from catalog import views

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/page/<int:page>/", views.library, name="library_page"),
    path("movies/", views.library, {"kind": "movie"}, name="movies"),
    path("movies/page/<int:page>/", views.library, {"kind": "movie"}, name="movies_page"),
    path("shows/", views.library, {"kind": "show"}, name="shows"),
    path("shows/page/<int:page>/", views.library, {"kind": "show"}, name="shows_page"),
    path("genres/<name:slug>/", views.genre, name="genre"),
    path("genres/<name:slug>/page/<int:page>/", views.genre, name="genre_page"),
    path("collections/<name:slug>/", views.collection, name="collection"),
    path("movies/<name:slug>/", views.movie, name="movie"),
    path("shows/<name:slug>/", views.show, name="show"),
]
