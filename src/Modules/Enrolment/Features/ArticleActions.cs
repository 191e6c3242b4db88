using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Enrolment.Features;

/// <summary>
/// What the buttons beside an article do, on whatever page: the name of the button says what, its value which article, and
/// whose, if that is not the reader.
/// </summary>
internal static class ArticleActions
{
    internal const string Choose = "choose";
    internal const string Review = "review";
    internal const string Release = "release";
    internal const string LeaveReview = "leave-review";
    internal const string Remove = "remove";

    /// <summary>The value of a button about an article and somebody.</summary>
    internal static string Value(Guid article, PersonId? person) =>
        person is null ? article.ToString() : $"{article}/{person}";

    /// <summary>Does what the pressed button says; without one, nothing is chosen.</summary>
    internal static Task<Outcome> Run(
        SessionId session,
        IFormCollection form,
        Acting acting,
        Enrolling enrolling,
        CancellationToken cancellation
    )
    {
        string[] names = [Choose, Review, Release, LeaveReview, Remove];
        var name = Array.Find(names, form.ContainsKey) ?? Choose;
        var parts = form[name].ToString().Split('/');
        var article = Guid.TryParse(parts[0], out var id) ? id : Guid.Empty;
        PersonId? person = parts.Length > 1 && PersonId.TryParse(parts[1], out var named) ? named : null;
        return name switch
        {
            Review => AssignArticle.Run(
                session,
                article,
                new(Role: ArticleRole.Reviewer),
                acting,
                enrolling,
                cancellation
            ),
            Release => ReleaseArticle.Run(session, article, new(person, null), acting, enrolling, cancellation),
            LeaveReview => ReleaseArticle.Run(
                session,
                article,
                new(person, QueryChoice.Word(ArticleRole.Reviewer)),
                acting,
                enrolling,
                cancellation
            ),
            Remove => WithdrawArticle.Run(session, article, acting, enrolling, cancellation),
            _ => AssignArticle.Run(session, article, new(), acting, enrolling, cancellation),
        };
    }
}
