from django.urls import path, re_path

from catalog import library_data, search_pages, title_pages, views, watch_pages

urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/page/<int:page>/", views.library, name="library_page"),
    path("library/index/<slug:name>.bin", library_data.index, name="library_index"),
    path("library/delta/<slug:name>.bin", library_data.delta, name="library_delta"),
    path("library/answer", library_data.answer, name="library_answer"),
    re_path(
        r"^library/members/(?P<kind>person|tag|collection)/(?P<slug>[-\w]+)\.json$",
        library_data.members,
        name="library_members",
    ),
    path("movies/", views.library, {"kind": "movie"}, name="movies"),
    path("movies/page/<int:page>/", views.library, {"kind": "movie"}, name="movies_page"),
    path("shows/", views.library, {"kind": "show"}, name="shows"),
    path("shows/page/<int:page>/", views.library, {"kind": "show"}, name="shows_page"),
    path("genres/<name:slug>/", views.genre, name="genre"),
    path("genres/<name:slug>/page/<int:page>/", views.genre, name="genre_page"),
    path("collections/<name:slug>/", views.collection, name="collection"),
    path("search/", search_pages.search, name="search"),
    path("suggest", search_pages.suggest, name="suggest"),
    path("movies/<name:slug>/", title_pages.movie, name="movie"),
    path("movies/<name:slug>/watch/", watch_pages.movie, name="watch_movie"),
    path("shows/<name:slug>/", title_pages.show, name="show"),
    path("shows/<name:slug>/watch/s<int:season>e<int:number>/", watch_pages.episode, name="watch_episode"),
]
