using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>The listed sessions of all organisers, to search and filter, as a list or by months.</summary>
public partial class SessionsPage
{
    /// <summary>
    /// The addresses of the list of sessions: each keeps the filter. <c>Kept</c> is what was asked by parameter, without the
    /// empty ones and without the state, which is null where the view's own default is meant.
    /// </summary>
    public sealed record Links(IReadOnlyList<KeyValuePair<string, string>> Kept, string? State)
    {
        private const string Path = "/sessions";

        /// <summary>Without any filter.</summary>
        public static string Bare(bool calendar) => calendar ? $"{Path}?view=calendar" : Path;

        /// <summary>Whether anything is filtered by.</summary>
        public bool IsFiltered => Kept.Count > 0 || State is not null;

        /// <summary>The list, from its beginning or behind a cursor.</summary>
        public string List(string? after = null) => Of(State, ("after", after));

        /// <summary>The month in which now is, or another.</summary>
        public string Calendar(string? month = null) => Of(State, ("view", "calendar"), ("month", month));

        /// <summary>The list with another state.</summary>
        public string ListOf(string state) => Of(state);

        /// <summary>The list of one day.</summary>
        public string Day(DateOnly day)
        {
            var date = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var others = Kept.Where(parameter => parameter.Key is not ("from" or "until"));
            return new Links([.. others], State).Of(State ?? "all", ("from", date), ("until", date));
        }

        /// <summary>The same sessions as iCalendar.</summary>
        public string File() => $"{Path}.ics{Of(State)[Path.Length..]}";

        private string Of(string? state, params (string Name, string? Value)[] more)
        {
            var query = new QueryBuilder(Kept);
            foreach (var (name, value) in more.Prepend(("state", state)))
            {
                if (!string.IsNullOrEmpty(value))
                {
                    query.Add(name, value);
                }
            }

            return $"{Path}{query.ToQueryString().ToUriComponent()}";
        }
    }
}
