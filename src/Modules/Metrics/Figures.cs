using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// The figures of a scope, over distinct facts. Raw integers; bytes are UTF-8 bytes of wikitext; what was removed is
/// negative. Null is no zero: <see cref="RetainedEditors"/> is pending until 37 days after the end of the last window, the
/// views are unknown where no wiki tells them. What each means: <see cref="Definitions"/>.
/// </summary>
internal sealed record Figures
{
    private static readonly string Query = Sql.Read(typeof(Figures).Assembly, "Figures.sql");

    /// <summary>Those of no session: no page has no views.</summary>
    private static readonly Figures Nothing = new() { ViewsOfCreatedPages = 0, ViewsPerDayOfImprovedPages = 0 };

    public long Participants { get; init; }

    public long Attendees { get; init; }

    public long Organisers { get; init; }

    public long Editors { get; init; }

    public long NewEditors { get; init; }

    public long ReturningEditors { get; init; }

    public long? RetainedEditors { get; init; }

    public long Edits { get; init; }

    public long ContentEdits { get; init; }

    public long PagesEdited { get; init; }

    public long PagesCreated { get; init; }

    public long PagesImproved { get; init; }

    public long PagesDeletedSince { get; init; }

    public long BytesAdded { get; init; }

    public long BytesRemoved { get; init; }

    public long BytesNet => BytesAdded + BytesRemoved;

    public long BytesAbsolute => BytesAdded - BytesRemoved;

    public long WordsAdded => Words(BytesAdded);

    public long ReferencesAdded { get; init; }

    public long ReferencesRemoved { get; init; }

    public long FilesUploaded { get; init; }

    public long FilesInUse { get; init; }

    public long FileUsages { get; init; }

    public long? ViewsOfCreatedPages { get; init; }

    public long? ViewsPerDayOfImprovedPages { get; init; }

    public long ItemsCreated { get; init; }

    public long ItemsImproved { get; init; }

    /// <summary>
    /// Of the participants, those of whom no wiki tells since when they have an account: neither new nor old, but unknown.
    /// </summary>
    public long UnknownRegistrations { get; init; }

    /// <summary>An estimate by the convention of the field: 5.175 bytes a word, rounded down.</summary>
    public static long Words(long bytesAdded) => bytesAdded * 1000 / 5175;

    /// <summary>
    /// The figures of a scope, from the tables in the connection's search path; of what <paramref name="person"/> did and of
    /// <paramref name="wiki"/> alone, where given.
    /// </summary>
    public static async Task<Figures> Of(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation,
        PersonId? person = null,
        string? wiki = null
    ) => await Of(scope, _ => 0, connection, cancellation, person, wiki) is [var all] ? all : Nothing;

    /// <summary>The figures of each session by itself, in no order.</summary>
    public static Task<IReadOnlyList<Figures>> OfEachSession(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) => Of(scope, session => session, connection, cancellation);

    /// <summary>The figures of each part of a scope: the sessions of the same number, over their distinct facts.</summary>
    private static Task<IReadOnlyList<Figures>> Of(
        Scope scope,
        Func<int, int> part,
        NpgsqlConnection connection,
        CancellationToken cancellation,
        PersonId? person = null,
        string? wiki = null
    ) =>
        connection.Query(
            Query,
            Read,
            cancellation,
            [
                .. scope.Parameters,
                Sql.ArgOrNull(person?.Value, NpgsqlDbType.Uuid),
                Sql.ArgOrNull(wiki is null ? null : new[] { wiki }, NpgsqlDbType.Array | NpgsqlDbType.Text),
                Sql.Arg(Enumerable.Range(0, scope.Sessions.Count).Select(part).ToArray()),
            ]
        );

    /// <summary>Whether a figure is null because its time has not come; otherwise nobody tells it.</summary>
    public static bool IsPending(string key) => key is "retainedEditors";

    /// <summary>Key and value of each, in the order of the definitions; null is pending or unknown.</summary>
    public IEnumerable<(string Key, long? Value)> All() =>
        [
            ("participants", Participants),
            ("attendees", Attendees),
            ("organisers", Organisers),
            ("editors", Editors),
            ("newEditors", NewEditors),
            ("returningEditors", ReturningEditors),
            ("retainedEditors", RetainedEditors),
            ("unknownRegistrations", UnknownRegistrations),
            ("edits", Edits),
            ("contentEdits", ContentEdits),
            ("pagesEdited", PagesEdited),
            ("pagesCreated", PagesCreated),
            ("pagesImproved", PagesImproved),
            ("pagesDeletedSince", PagesDeletedSince),
            ("bytesAdded", BytesAdded),
            ("bytesRemoved", BytesRemoved),
            ("bytesNet", BytesNet),
            ("bytesAbsolute", BytesAbsolute),
            ("wordsAdded", WordsAdded),
            ("referencesAdded", ReferencesAdded),
            ("referencesRemoved", ReferencesRemoved),
            ("filesUploaded", FilesUploaded),
            ("filesInUse", FilesInUse),
            ("fileUsages", FileUsages),
            ("viewsOfCreatedPages", ViewsOfCreatedPages),
            ("viewsPerDayOfImprovedPages", ViewsPerDayOfImprovedPages),
            ("itemsCreated", ItemsCreated),
            ("itemsImproved", ItemsImproved),
        ];

    /// <summary>The sum, in which what several counted is there several times. Null where one of them is.</summary>
    public static Figures SumOf(IReadOnlyCollection<Figures> all) =>
        new()
        {
            Participants = all.Sum(f => f.Participants),
            Attendees = all.Sum(f => f.Attendees),
            Organisers = all.Sum(f => f.Organisers),
            Editors = all.Sum(f => f.Editors),
            NewEditors = all.Sum(f => f.NewEditors),
            ReturningEditors = all.Sum(f => f.ReturningEditors),
            RetainedEditors = Sum(all, f => f.RetainedEditors),
            Edits = all.Sum(f => f.Edits),
            ContentEdits = all.Sum(f => f.ContentEdits),
            PagesEdited = all.Sum(f => f.PagesEdited),
            PagesCreated = all.Sum(f => f.PagesCreated),
            PagesImproved = all.Sum(f => f.PagesImproved),
            PagesDeletedSince = all.Sum(f => f.PagesDeletedSince),
            BytesAdded = all.Sum(f => f.BytesAdded),
            BytesRemoved = all.Sum(f => f.BytesRemoved),
            ReferencesAdded = all.Sum(f => f.ReferencesAdded),
            ReferencesRemoved = all.Sum(f => f.ReferencesRemoved),
            FilesUploaded = all.Sum(f => f.FilesUploaded),
            FilesInUse = all.Sum(f => f.FilesInUse),
            FileUsages = all.Sum(f => f.FileUsages),
            ViewsOfCreatedPages = Sum(all, f => f.ViewsOfCreatedPages),
            ViewsPerDayOfImprovedPages = Sum(all, f => f.ViewsPerDayOfImprovedPages),
            ItemsCreated = all.Sum(f => f.ItemsCreated),
            ItemsImproved = all.Sum(f => f.ItemsImproved),
            UnknownRegistrations = all.Sum(f => f.UnknownRegistrations),
        };

    private static long? Sum(IReadOnlyCollection<Figures> all, Func<Figures, long?> one) =>
        all.Any(f => one(f) is null) ? null : all.Sum(one);

    private static Figures Read(NpgsqlDataReader row) =>
        new()
        {
            Participants = row.GetInt64(0),
            Attendees = row.GetInt64(1),
            Organisers = row.GetInt64(2),
            Editors = row.GetInt64(3),
            NewEditors = row.GetInt64(4),
            ReturningEditors = row.GetInt64(5),
            RetainedEditors = row.GetBoolean(7) ? row.GetInt64(6) : null,
            Edits = row.GetInt64(8),
            ContentEdits = row.GetInt64(9),
            PagesEdited = row.GetInt64(10),
            PagesCreated = row.GetInt64(11),
            PagesImproved = row.GetInt64(12),
            PagesDeletedSince = row.GetInt64(13),
            BytesAdded = row.GetInt64(14),
            BytesRemoved = row.GetInt64(15),
            ReferencesAdded = row.GetInt64(16),
            ReferencesRemoved = row.GetInt64(17),
            FilesUploaded = row.GetInt64(18),
            FilesInUse = row.GetInt64(19),
            FileUsages = row.GetInt64(20),
            ViewsOfCreatedPages = row.IsDBNull(21) ? null : row.GetInt64(21),
            ViewsPerDayOfImprovedPages = row.IsDBNull(22) ? null : row.GetInt64(22),
            ItemsCreated = row.GetInt64(23),
            ItemsImproved = row.GetInt64(24),
            UnknownRegistrations = row.GetInt64(25),
        };
}
